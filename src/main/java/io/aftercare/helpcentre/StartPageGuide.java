package io.aftercare.helpcentre;

import java.util.List;
import java.util.Locale;

/**
 * What a profile wants to say on the start page about who can do what where. The demo implements it as a bean; without
 * such a bean the start page shows nothing of the kind.
 */
public interface StartPageGuide {

    /** One line for each role, in order, in the visitor's language (English or French). */
    List<Role> roles(Locale language);

    /**
     * Who can do what where.
     *
     * @param who      such as "Agent for technical questions"
     * @param user     null when nobody has to log in
     * @param password null when nobody has to log in
     * @param does     what this role does, in a sentence
     */
    record Role(String who, String user, String password, String does, List<Place> places) {
    }

    /** Where it is done: a link with its text; a path of this server begins with a slash. */
    record Place(String name, String url) {
    }
}
