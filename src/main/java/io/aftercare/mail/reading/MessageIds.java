package io.aftercare.mail.reading;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Message-IDs as they are compared: with angle brackets, without blanks, ASCII. */
final class MessageIds {

    private static final Pattern BRACKETED = Pattern.compile("<([^<>]+)>");
    private static final Pattern BARE = Pattern.compile("(?<![^\\s<>,;\"'()@])[^\\s<>,;\"'()@]++@[^\\s<>,;\"'()]++");
    private static final Pattern ANY = Pattern.compile(BRACKETED + "|" + BARE);
    /** An index of PostgreSQL holds no longer keys; no honest Message-ID comes near. */
    private static final int LONGEST = 900;

    private MessageIds() {
    }

    /** All ids of a header, folded, separated by commas or written without brackets, in order. */
    static List<String> in(String header) {
        var ids = new LinkedHashSet<String>();
        Matcher any = ANY.matcher(header);
        while (any.find()) {
            add(ids, any.group(1) == null ? any.group() : any.group(1));
        }
        return List.copyOf(ids);
    }

    /** The id of a Message-ID header, even one that has neither brackets nor an at sign; null when it is empty. */
    static String own(String header) {
        Matcher bracketed = BRACKETED.matcher(header);
        List<String> ids = in(bracketed.find() ? bracketed.group() : header);
        if (!ids.isEmpty()) {
            return ids.get(0);
        }
        var only = new LinkedHashSet<String>();
        add(only, header);
        return only.isEmpty() ? null : only.iterator().next();
    }

    private static void add(LinkedHashSet<String> ids, String text) {
        String id = text.replaceAll("[\\s<>\\p{Cntrl}]", "").replaceAll("[^\\x21-\\x7E]", "?");
        if (!id.isEmpty()) {
            ids.add("<" + (id.length() > LONGEST ? id.substring(0, LONGEST) : id) + ">");
        }
    }
}
