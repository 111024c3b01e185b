package io.aftercare.mail;

/**
 * In whose name something was written.
 *
 * @param address lower-cased
 * @param proved  whether our mail server found that it comes from the domain of the one author that it names
 * @param several whether it names several authors: then it is nobody's word
 */
record Author(String address, boolean proved, boolean several) {

    /** Of whom nothing is known but what is written. */
    static Author written(String address) {
        return new Author(address, false, false);
    }
}
