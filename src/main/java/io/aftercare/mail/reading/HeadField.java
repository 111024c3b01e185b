package io.aftercare.mail.reading;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the head that mail programs write above a mail they answer or forward, in the languages they speak. */
record HeadField(Kind kind, String value) {

    /** What a field says. */
    enum Kind {
        SENDER, DATE, RECIPIENT, SUBJECT, OTHER
    }

    private static final Pattern LINE = Pattern.compile(
            "^[\\s>*]{0,40}+(\\p{L}[\\p{L}\\p{M} ()-]{0,24}?)\\s{0,3}\\*?\\s?[:：]\\*?+\\s*+(.*)$");
    private static final Map<String, Kind> NAMES = names();

    /** Null when the line is no field. */
    static HeadField of(String line) {
        if (line.indexOf(':') < 0 && line.indexOf('：') < 0) {
            return null;
        }
        Matcher written = LINE.matcher(
                Announcement.UNSEEN.matcher(line.length() > 2000 ? line.substring(0, 2000) : line).replaceAll(""));
        Kind kind = written.matches() ? NAMES.get(written.group(1).strip().toLowerCase(Locale.ROOT)) : null;
        return kind == null ? null : new HeadField(kind, written.group(2).strip());
    }

    private static Map<String, Kind> names() {
        var names = new HashMap<String, Kind>();
        for (String line : WordList.lines("head-fields")) {
            String[] kind = line.split(" ", 2);
            for (String name : kind[1].split("\\|")) {
                names.put(name, Kind.valueOf(kind[0]));
            }
        }
        return Map.copyOf(names);
    }
}
