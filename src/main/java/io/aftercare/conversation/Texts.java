package io.aftercare.conversation;

/** Makes text from outside fit a column. */
final class Texts {

    private Texts() {
    }

    /** The first characters of a text, never half a surrogate pair; null stays null. */
    static String cut(String text, int longest) {
        if (text == null || text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
