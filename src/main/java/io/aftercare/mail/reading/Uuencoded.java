package io.aftercare.mail.reading;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Files that old mail programs write into the text itself, between "begin 644 name" and "end". */
final class Uuencoded {

    private static final Pattern BEGIN = Pattern.compile("begin [0-7]{3,4} (\\S.{0,250})");

    private Uuencoded() {
    }

    /** A file found in a text. */
    record File(String name, byte[] content) {
    }

    /**
     * A text without the files in it. A block that is broken or has no end is text and stays.
     *
     * @param replacement gets each file, in order, and says what stands in its place; null leaves the block in the text
     */
    static String taken(String text, Function<File, String> replacement) {
        if (!text.contains("begin ")) {
            return text;
        }
        List<String> lines = text.lines().toList();
        var left = new ArrayList<String>();
        int at = 0;
        while (at < lines.size()) {
            Matcher begin = BEGIN.matcher(lines.get(at));
            int end = begin.matches() ? end(lines, at + 1) : -1;
            String instead = end < 0 ? null
                    : replacement.apply(new File(begin.group(1).strip(), content(lines.subList(at + 1, end))));
            if (instead == null) {
                left.add(lines.get(at++));
            } else {
                left.add(instead);
                at = end + 1;
            }
        }
        return String.join("\n", left);
    }

    /** The line of the end; -1 when a line before it is none of a file. */
    private static int end(List<String> lines, int from) {
        for (int at = from; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.strip().equals("end")) {
                return at;
            }
            if (!encoded(line)) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean encoded(String line) {
        int digits = line.isEmpty() ? 0 : digits(line);
        // Blanks at the end are lost under way; some programs add a character or two as a checksum.
        return line.length() <= 1 + digits + 2 && line.stripTrailing().length() + 4 >= digits
                && line.chars().allMatch(character -> character >= ' ' && character <= '`');
    }

    private static int bytes(String line) {
        return line.charAt(0) - ' ' & 63;
    }

    private static int digits(String line) {
        return (bytes(line) + 2) / 3 * 4;
    }

    private static byte[] content(List<String> lines) {
        // With the blanks that were lost, which the decoder misses.
        String whole = lines.stream().filter(line -> !line.isEmpty() && bytes(line) > 0)
                .map(line -> line + " ".repeat(Math.max(0, 1 + digits(line) - line.length())))
                .collect(Collectors.joining("\n"));
        return TransferEncoding.decode(whole.getBytes(StandardCharsets.ISO_8859_1), "uuencode");
    }
}
