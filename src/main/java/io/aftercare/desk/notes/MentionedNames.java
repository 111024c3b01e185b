package io.aftercare.desk.notes;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds whom a text names by {@code @}: by full name, by first name where one only has it, or by user id. */
final class MentionedNames {

    /** An at sign within a word is that of a mail address. */
    private static final Pattern AT = Pattern.compile("(?<![\\p{L}\\p{N}._%+-])@(?=[\\p{L}\\p{N}])");
    private static final int MOST = 50;

    private MentionedNames() {
    }

    /** Engine user ids of those of these colleagues who are named, each once, in the order of the text. */
    static Set<String> in(String text, Collection<Colleagues.Colleague> colleagues) {
        Map<String, String> called = new HashMap<>();
        for (Colleagues.Colleague one : colleagues) {
            // Who shares a first name with a colleague is not meant by it, and neither is that colleague.
            String first = one.name().split("\\s+")[0].toLowerCase(Locale.ROOT);
            called.merge(first, one.id(), (before, now) -> before.equals(now) ? now : "");
        }
        for (Colleagues.Colleague one : colleagues) {
            called.put(one.id().toLowerCase(Locale.ROOT), one.id());
        }
        for (Colleagues.Colleague one : colleagues) {
            called.put(one.name().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT), one.id());
        }
        Set<String> found = new LinkedHashSet<>();
        String flat = text.replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        Matcher at = AT.matcher(flat);
        while (at.find() && found.size() < MOST) {
            longest(flat, at.end(), called, found);
        }
        return found;
    }

    private static void longest(String text, int from, Map<String, String> called, Set<String> found) {
        String name = "";
        for (String one : called.keySet()) {
            if (one.length() > name.length() && text.startsWith(one, from) && endsAt(text, from + one.length())) {
                name = one;
            }
        }
        String user = called.getOrDefault(name, "");
        if (!user.isEmpty()) {
            found.add(user);
        }
    }

    private static boolean endsAt(String text, int end) {
        return end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    }
}
