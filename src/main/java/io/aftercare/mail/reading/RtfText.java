package io.aftercare.mail.reading;

import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** The words of a text in Rich Text Format, as Outlook puts it into winmail.dat; looks and pictures are left out. */
final class RtfText {

    /** Groups that hold no words of the text. */
    private static final Set<String> UNSEEN =
            Set.of("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header",
                    "footer", "listtable", "listoverridetable", "themedata", "generator", "fldinst", "xmlnstbl");
    private static final int DEEPEST = 500;

    private final String rtf;
    private final StringBuilder text = new StringBuilder();
    private final Deque<Boolean> outer = new ArrayDeque<>();
    private Charset charset = Charsets.WINDOWS_1252;
    private boolean unseen;
    private int fallback = 1;
    private int skipped;
    private int at;

    private RtfText(String rtf) {
        this.rtf = rtf;
    }

    /** Never fails: what is no RTF gives the characters that are left. */
    static String of(String rtf) {
        return MailText.clean(new RtfText(rtf).read()).replaceAll("\\n{3,20}", "\n\n").strip();
    }

    private String read() {
        while (at < rtf.length()) {
            char character = rtf.charAt(at++);
            switch (character) {
                case '{' -> {
                    if (outer.size() < DEEPEST) {
                        outer.push(unseen);
                    }
                }
                case '}' -> unseen = !outer.isEmpty() && outer.pop();
                case '\\' -> control();
                case '\r', '\n' -> {
                }
                default -> write(String.valueOf(character));
            }
        }
        return text.toString();
    }

    private void control() {
        if (at >= rtf.length()) {
            return;
        }
        char first = rtf.charAt(at);
        if (!letter(first)) {
            at++;
            switch (first) {
                case '\'' -> {
                    int high = at + 1 < rtf.length() ? Character.digit(rtf.charAt(at), 16) : -1;
                    int low = high < 0 ? -1 : Character.digit(rtf.charAt(at + 1), 16);
                    if (low >= 0) {
                        at += 2;
                        write(new String(new byte[] {(byte) (high << 4 | low)}, charset));
                    }
                }
                case '*' -> unseen = true;
                case '~' -> write(" ");
                case '{', '}', '\\' -> write(String.valueOf(first));
                default -> {
                }
            }
            return;
        }
        int begin = at;
        while (at < rtf.length() && letter(rtf.charAt(at)) && at - begin < 32) {
            at++;
        }
        String word = rtf.substring(begin, at);
        int number = number();
        if (at < rtf.length() && rtf.charAt(at) == ' ') {
            at++;
        }
        if (UNSEEN.contains(word)) {
            unseen = true;
        }
        switch (word) {
            case "par", "line", "row", "sect", "page" -> write("\n");
            case "tab", "cell" -> write("\t");
            case "u" -> {
                write(String.valueOf((char) number));
                skipped = unseen ? 0 : fallback;
            }
            case "uc" -> fallback = Math.max(0, Math.min(number, 10));
            case "ansicpg" -> {
                Charset named = Charsets.named("windows-" + number);
                charset = named == null ? charset : named;
            }
            case "bin" -> at = (int) Math.min(rtf.length(), (long) at + Math.max(0, number));
            case "emdash", "endash" -> write("–");
            case "lquote", "rquote" -> write("’");
            case "ldblquote", "rdblquote" -> write("\"");
            case "bullet" -> write("•");
            default -> {
            }
        }
    }

    private int number() {
        int begin = at;
        if (at < rtf.length() && rtf.charAt(at) == '-') {
            at++;
        }
        while (at < rtf.length() && rtf.charAt(at) >= '0' && rtf.charAt(at) <= '9' && at - begin < 9) {
            at++;
        }
        String digits = rtf.substring(begin, at);
        return digits.isEmpty() || digits.equals("-") ? 0 : Integer.parseInt(digits);
    }

    /** After a character by number stand as many replacements for programs that do not know it. */
    private void write(String characters) {
        if (skipped > 0) {
            skipped--;
        } else if (!unseen) {
            text.append(characters);
        }
    }

    private static boolean letter(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }
}
