package io.aftercare.desk;

import io.aftercare.desk.RequestDetail.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A piece of a message as a page shows it: text, or a picture that stands within it.
 *
 * @param text    null when it is a picture
 * @param picture null when it is text
 */
record MessageFragment(String text, File picture) {

    private static final String NAMED = "[image: ";
    /** What every browser shows and nothing can run in. */
    private static final Set<String> PICTURES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp");

    /** @param text names its pictures as the reader of mails writes them: {@code [image: name]} */
    static List<MessageFragment> of(String text, List<File> files) {
        List<File> pictures = files.stream().filter(file -> PICTURES.contains(file.type())).toList();
        var fragments = new ArrayList<MessageFragment>();
        int after = 0;
        for (int at = text.indexOf(NAMED); at >= 0; at = text.indexOf(NAMED, at + 1)) {
            for (File picture : pictures) {
                if (at >= after && text.startsWith(picture.name() + "]", at + NAMED.length())) {
                    add(fragments, text.substring(after, at));
                    fragments.add(new MessageFragment(null, picture));
                    after = at + NAMED.length() + picture.name().length() + 1;
                }
            }
        }
        add(fragments, text.substring(after));
        return fragments;
    }

    private static void add(List<MessageFragment> fragments, String text) {
        if (!text.isBlank()) {
            fragments.add(new MessageFragment(text.strip(), null));
        }
    }
}
