package io.aftercare.desk;

import io.aftercare.conversation.Purpose;
import io.aftercare.letters.Letters;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Shows an agent the mail as the customer will see it, written by what writes the letter. */
@Component
class AnswerPreviews {

    private final DeskAccess access;
    private final Letters letters;
    private final CurrentPerson person;

    AnswerPreviews(DeskAccess access, Letters letters, CurrentPerson person) {
        this.access = access;
        this.letters = letters;
        this.person = person;
    }

    /**
     * @param html for a frame in which nothing may run; its links lead nowhere, since they are the customer's
     * @param text what those read who see no HTML
     */
    record Preview(String subject, String html, String text) {
    }

    /** @throws ResponseStatusException 400 when there is no text, or the outcome sends a letter of a rule or none */
    Preview of(String taskId, AnswerFrames.Writing writing) {
        boolean question = writing.outcome() == AnswerOutcome.ASK_CUSTOMER;
        if (!question && writing.outcome() != null && writing.outcome() != AnswerOutcome.ANSWER) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
                    "Only an answer and a question can be shown beforehand; what you write here goes with a letter "
                            + "that the process writes.");
        }
        if (writing.text() == null || writing.text().isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Write the mail to the customer.");
        }
        Letters.Preview letter = letters.preview(access.requestOf(access.task(taskId)),
                question ? Purpose.QUESTION : Purpose.ANSWER, person.nameOf(access.user()), writing.text());
        return new Preview(letter.subject(), withoutLinks(letter.html()), letter.text());
    }

    private static String withoutLinks(String html) {
        Document page = Jsoup.parse(html);
        page.select("a[href]").forEach(link -> link.attr("title", link.attr("href")).removeAttr("href")
                .attr("style", link.attr("style") + ";text-decoration:underline"));
        return page.outerHtml();
    }
}
