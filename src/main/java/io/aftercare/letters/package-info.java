/**
 * What Aftercare writes to customers: composed from templates in their language and put into the conversation.
 *
 * <p>
 * Main types: {@link io.aftercare.letters.Letters}, a method a letter, and {@link io.aftercare.letters.AnswerText},
 * which makes a mail of what an agent writes. Sentences stand in {@code resources/letters}, one file a language.
 *
 * <p>
 * Who may call: the steps of the process, and whoever shows what will be written.
 *
 * <p>
 * Invariants: text and HTML say the same; an automatic letter repeats nothing of the mail it answers; no number of the
 * policy stands in a sentence; nothing is sent here, only queued.
 */
@org.springframework.modulith.ApplicationModule(displayName = "Letters",
        allowedDependencies = {"conversation", "conversation :: kernel", "policy"})
package io.aftercare.letters;
