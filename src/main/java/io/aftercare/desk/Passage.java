package io.aftercare.desk;

import io.aftercare.desk.RequestDetail.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A piece of a message as a page shows it: words, or a picture that stands between them.
 *
 * @param words   null when it is a picture
 * @param picture null when it is words
 */
record Passage(String words, File picture) {

    private static final String NAMED = "[image: ";
    /** What every browser shows and nothing can run in. */
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp");

    /** @param text names its pictures as the reader of mails writes them: {@code [image: name]} */
    static List<Passage> of(String text, List<File> files) {
        List<File> pictures = files.stream().filter(file -> PICTURES.contains(file.type())).toList();
        var passages = new ArrayList<Passage>();
        int after = 0;
        for (int at = text.indexOf(NAMED); at >= 0; at = text.indexOf(NAMED, at + 1)) {
            for (File picture : pictures) {
                if (at >= after && text.startsWith(picture.name() + "]", at + NAMED.length())) {
                    add(passages, text.substring(after, at));
                    passages.add(new Passage(null, picture));
                    after = at + NAMED.length() + picture.name().length() + 1;
                }
            }
        }
        add(passages, text.substring(after));
        return passages;
    }

    private static void add(List<Passage> passages, String words) {
        if (!words.isBlank()) {
            passages.add(new Passage(words.strip(), null));
        }
    }
}
