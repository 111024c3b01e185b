package io.aftercare.desk;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Purpose;
import io.aftercare.letters.Letters;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import java.util.List;
import java.util.stream.Collectors;
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
    private final AnswerRehearsal rehearsal;

    AnswerPreviews(DeskAccess access, Letters letters, CurrentPerson person, AnswerRehearsal rehearsal) {
        this.access = access;
        this.letters = letters;
        this.person = person;
        this.rehearsal = rehearsal;
    }

    /**
     * @param html for a frame in which nothing may run; its links lead nowhere, since they are the customer's
     * @param text what those read who see no HTML
     */
    record Preview(String subject, String html, String text) {
    }

    /**
     * The mail, and where the process decides what the customer gets, all mails of it.
     *
     * @throws ResponseStatusException 400 when something is missing that the outcome needs
     */
    Preview of(String taskId, AnswerFrames.Writing writing) {
        boolean question = writing.outcome() == AnswerOutcome.ASK_CUSTOMER;
        if (!question && writing.outcome() != null && writing.outcome() != AnswerOutcome.ANSWER) {
            return rehearsed(rehearsal.letters(taskId, writing));
        }
        if (writing.text() == null || writing.text().isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Write the mail to the customer.");
        }
        Letters.Preview letter = letters.preview(access.requestOf(access.task(taskId)),
                question ? Purpose.QUESTION : Purpose.ANSWER, person.nameOf(access.user()), writing.text());
        return new Preview(letter.subject(), withoutLinks(letter.html()), letter.text());
    }

    private static Preview rehearsed(List<Message> letters) {
        if (letters.isEmpty()) {
            return new Preview("No mail", "<p>The customer gets no mail by this.</p>",
                    "The customer gets no mail by this.");
        }
        return new Preview(letters.get(0).subject(),
                letters.stream().map(letter -> withoutLinks(letter.htmlBody())).collect(Collectors.joining("<hr>")),
                letters.stream().map(Message::textBody).collect(Collectors.joining("\n\n-----\n\n")));
    }

    private static String withoutLinks(String html) {
        Document page = Jsoup.parse(html);
        page.select("a[href]").forEach(link -> link.attr("title", link.attr("href")).removeAttr("href")
                .attr("style", link.attr("style") + ";text-decoration:underline"));
        return page.outerHtml();
    }
}
