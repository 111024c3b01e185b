package io.aftercare.desk;

import jakarta.servlet.http.HttpServletResponse;

/** The pages show what strangers wrote: nothing of theirs may run, nothing is fetched from elsewhere, and nothing is kept. */
final class PagePolicy {

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "frame-ancestors 'self'; form-action ";

    private PagePolicy() {
    }

    /** A page to read only. */
    static void read(HttpServletResponse response) {
        set(response, "'none'");
    }

    /** Its buttons call our API by our script; Tasklist's tab lets no script run at all. */
    static void press(HttpServletResponse response) {
        set(response, "'none'; script-src 'self'; connect-src 'self'");
    }

    /** It has a form that does without scripts; outside of Tasklist's tab its buttons call our API too. */
    static void send(HttpServletResponse response, boolean inTasklist) {
        set(response, "'self'" + (inTasklist ? "" : "; script-src 'self'; connect-src 'self'"));
    }

    /** A script stands in the page itself. */
    static void script(HttpServletResponse response, String nonce) {
        set(response, "'none'; script-src 'nonce-" + nonce + "'; connect-src 'self'");
    }

    private static void set(HttpServletResponse response, String rest) {
        response.setHeader("Content-Security-Policy", POLICY + rest);
        response.setHeader("Cache-Control", "private, no-store");
    }
}
