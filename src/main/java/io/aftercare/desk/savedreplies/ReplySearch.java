package io.aftercare.desk.savedreplies;

import io.aftercare.conversation.SearchWords;
import io.aftercare.desk.DeskAccess;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds saved replies by what an agent types: beginnings of words of title, key words and texts, without accents. */
@Component
class ReplySearch {

    private final SavedReplies replies;
    private final DeskAccess access;

    ReplySearch(SavedReplies replies, DeskAccess access) {
        this.replies = replies;
        this.access = access;
    }

    /** Those that the person who is logged in may use, by title. */
    List<SavedReply> own() {
        List<String> groups = access.groups();
        boolean all = access.manager() || access.editsSavedReplies();
        return replies.all().stream().filter(reply -> all || reply.isFor(groups)).toList();
    }

    /** The best first: by title, by key words, by text; among equals the most used. All when nothing is typed. */
    List<SavedReply> find(String typed, int most) {
        SearchWords words = SearchWords.of(typed);
        return own().stream().map(reply -> new Found(reply, place(words, reply)))
                .filter(found -> found.place() < Integer.MAX_VALUE)
                .sorted(Comparator.comparingInt(Found::place)
                        .thenComparing(found -> -found.reply().uses()))
                .limit(most).map(Found::reply).toList();
    }

    private record Found(SavedReply reply, int place) {
    }

    private static int place(SearchWords words, SavedReply reply) {
        String known = reply.title();
        if (words.allBeginWordsOf(known)) {
            return 0;
        }
        known += " " + reply.keyWords();
        if (words.allBeginWordsOf(known)) {
            return 1;
        }
        return words.allBeginWordsOf(known + " " + String.join(" ", reply.texts().values())) ? 2 : Integer.MAX_VALUE;
    }
}
