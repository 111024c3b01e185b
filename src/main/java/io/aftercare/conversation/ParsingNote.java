package io.aftercare.conversation;

/**
 * What an agent should know about how a mail was read.
 *
 * @param dateWritten  the date as the mail claims it, of no use as such: in the future, long past or unreadable; null
 *                     when it agrees with the arrival or there is none
 * @param remoteImages how many images from elsewhere are not shown
 */
public record ParsingNote(String dateWritten, int remoteImages) {

    static final ParsingNote PLAIN = new ParsingNote(null, 0);
}
