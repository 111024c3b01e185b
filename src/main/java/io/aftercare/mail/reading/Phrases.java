package io.aftercare.mail.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Phrases by which mails are known, from a file of the class path with a regular expression in each line. */
final class Phrases {

    private static final Pattern SECTION = Pattern.compile("\\[([a-z0-9. ]{1,30})]");
    private static final Pattern STATUS = Pattern.compile("\\d\\.\\d\\.\\d");

    private final Map<String, Pattern> sections;

    private Phrases(Map<String, Pattern> sections) {
        this.sections = sections;
    }

    /** @throws IllegalArgumentException when a line is no regular expression */
    static Phrases in(String file) {
        var lines = new LinkedHashMap<String, List<String>>();
        String section = "";
        for (String line : WordList.linesOf("/mail/" + file)) {
            var heading = SECTION.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else {
                lines.computeIfAbsent(section, any -> new ArrayList<>()).add(line);
            }
        }
        return new Phrases(lines.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                one -> Pattern.compile("(?imu)" + String.join("|", one.getValue())), (first, second) -> first,
                LinkedHashMap::new)));
    }

    /** What any line of a file without sections finds. */
    Pattern any() {
        return section("");
    }

    /** What any line of a section finds. */
    Pattern section(String name) {
        return sections.get(name);
    }

    /** The sections that are called by a status, in order. */
    Map<String, Pattern> statuses() {
        var statuses = new LinkedHashMap<>(sections);
        statuses.keySet().removeIf(name -> !STATUS.matcher(name).matches());
        return statuses;
    }
}
