package io.aftercare.desk.notes;

/** Why a note is meant for somebody. */
public enum NoteReason {
    /** Its author names this person in it. */
    MENTIONED("%s mentioned you"),
    /** It goes with a task that was given to this person or group. */
    HANDED_OVER("Handed over by %s"),
    /** It says why a colleague took over the task that this person had. */
    TAKEN_OVER("Taken over by %s");

    private final String words;

    NoteReason(String words) {
        this.words = words;
    }

    /** @param author name of who wrote the note */
    public String by(String author) {
        return words.formatted(author);
    }
}
