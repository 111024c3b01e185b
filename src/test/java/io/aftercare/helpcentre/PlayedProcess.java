package io.aftercare.helpcentre;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.process.RequestProcess;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;

/** Lets the played process keep requests as the real one does, and fills the knowledge base. */
@TestComponent
class PlayedProcess {

    private final RequestProcess process;
    private final Requests requests;
    private final Messages messages;

    PlayedProcess(RequestProcess process, Requests requests, Messages messages, ArticleImports articles) {
        this.process = process;
        this.requests = requests;
        this.messages = messages;
        articles.importMarkdown(Map.of(
                "merge.md",
                article("en", "Merge duplicate persons", "Select both persons, then choose Merge in the menu "
                        + "Persons. Duplicate persons become one; nothing of either is lost."),
                "fusion.md", article("fr", "Fusionner des doublons", "Sélectionnez les deux personnes, puis choisissez "
                        + "Fusionner. Les doublons deviennent une seule personne."),
                "calendar.md",
                article("fr", "Calendrier républicain", "Saisissez la date républicaine telle qu'elle figure "
                        + "dans l'acte."),
                "en-shortcuts.md", article("en", "Keyboard shortcuts", wide("Key", "Effect")),
                "fr-shortcuts.md", article("fr", "Raccourcis clavier", wide("Touche", "Effet"))), "test", null, false);
    }

    /** To be called before each test, since mocks are reset after each. */
    void play() {
        when(process.begin(any(), any(), any(), any())).thenAnswer(
                call -> open(call.getArgument(0), call.getArgument(1), call.getArgument(2)));
        when(process.beginAfterHelp(any(), any(), any())).thenAnswer(
                call -> open(call.getArgument(0), call.getArgument(1), call.getArgument(2)));
    }

    private Request open(Channel channel, IncomingMessage first, String language) {
        Request request = requests.open(channel, first.fromAddress(), first.fromName(), first.subject(),
                language == null ? "en" : language, null);
        messages.receive(request.number(), first);
        return request;
    }

    /** A table and a listing wider than a phone. */
    private static String wide(String key, String effect) {
        return "<table><thead><tr>" + ("<th>" + key + "</th><th>" + effect + "</th>").repeat(6)
                + "</tr></thead><tbody><tr>"
                + "<td>Ctrl+Alt+F11</td><td>xxxxxxxxxxxxx</td>".repeat(6) + "</tr></tbody></table>\n\n```\n"
                + "0 HEAD 1 SOUR ".repeat(20) + "\n```\n";
    }

    private static byte[] article(String language, String title, String text) {
        return ("---\ntitle: " + title + "\nlanguage: " + language + "\nsection: USE\n---\n" + text + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
