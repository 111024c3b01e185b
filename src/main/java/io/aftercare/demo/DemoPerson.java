package io.aftercare.demo;

import java.util.List;

/**
 * Somebody who can log in to the demo.
 *
 * @param user       engine user id
 * @param password   in the open, because everybody who tries the demo needs it
 * @param name       first and last name
 * @param role       what the person does, as a phrase
 * @param frenchRole the same in French
 * @param groups     ids of the engine's groups the person is in
 */
public record DemoPerson(String user, String password, String name, String role, String frenchRole,
        List<String> groups) {

    /** The registered mail address. */
    public String address() {
        return user + "@aftercare.example";
    }
}
