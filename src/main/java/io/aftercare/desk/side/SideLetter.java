package io.aftercare.desk.side;

import java.util.List;

/**
 * What an agent wants to write to a third party.
 *
 * @param address of the third party; for the first letter only, as is the subject
 * @param text    with the simple marks of an answer
 * @param files   ids of files of the request that go with it; null for none
 */
record SideLetter(String address, String subject, String text, List<Long> files) {
}
