package io.aftercare.mail.reading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * By what a mail may say to which conversation it belongs.
 *
 * @param recipients  addresses it went to, lower-cased
 * @param internetIds Message-IDs it cites, the one it answers first, then from the newest to the oldest
 * @param subject     empty when there is none
 */
public record ThreadReferences(List<String> recipients, List<String> internetIds, String subject) {

    private static final int MOST_IDS = 20;

    /** What a mail cites: In-Reply-To, then References, whose last one is the newest; 20 at most. */
    public static ThreadReferences of(ParsedMail mail) {
        return new ThreadReferences(mail.recipients(), cited(mail), mail.subject());
    }

    /** What a mail cites that somebody passed on to us: to whom the original went says nothing about the sender. */
    public static ThreadReferences ofForwarded(List<String> internetIds, String subject) {
        return new ThreadReferences(List.of(), internetIds, subject);
    }

    static List<String> cited(ParsedMail mail) {
        var ids = new LinkedHashSet<>(mail.inReplyTo());
        var references = new ArrayList<>(mail.references());
        for (int i = references.size() - 1; i >= 0; i--) {
            ids.add(references.get(i));
        }
        return ids.stream().limit(MOST_IDS).toList();
    }
}
