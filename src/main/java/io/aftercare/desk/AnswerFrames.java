package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.letters.LetterFrame;
import io.aftercare.letters.Letters;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import org.springframework.stereotype.Component;

/** Shows an agent beforehand which greeting and signature the letter puts around the text. */
@Component
class AnswerFrames {

    private final DeskAccess access;
    private final Letters letters;
    private final CurrentPerson person;

    AnswerFrames(DeskAccess access, Letters letters, CurrentPerson person) {
        this.access = access;
        this.letters = letters;
        this.person = person;
    }

    /**
     * What an agent is writing.
     *
     * @param outcome null is taken for an answer
     * @param text    so far; may be null
     * @param origin  for {@code THIRD_PARTY}, once it is chosen
     * @param kind    for {@code WRONG_KIND}, once it is chosen
     */
    record Writing(AnswerOutcome outcome, String text, String origin, Kind kind) {
    }

    LetterFrame around(String taskId, Writing writing) {
        boolean answered = writing.outcome() == null || writing.outcome() == AnswerOutcome.ANSWER
                || writing.outcome() == AnswerOutcome.ASK_CUSTOMER;
        return letters.frame(access.requestOf(access.task(taskId)), answered, person.nameOf(access.user()),
                writing.text());
    }
}
