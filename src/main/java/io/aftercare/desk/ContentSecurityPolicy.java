package io.aftercare.desk;

import jakarta.servlet.http.HttpServletResponse;

/**
 * What a page of the desk may do: it shows what strangers wrote, so nothing runs, is fetched from elsewhere, or is
 * kept.
 */
public final class ContentSecurityPolicy {

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "frame-ancestors 'self'; form-action ";

    private ContentSecurityPolicy() {
    }

    /** A page to read only. */
    static void readOnly(HttpServletResponse response) {
        set(response, "'none'");
    }

    /** Its buttons call our API by our script; Tasklist's tab lets no script run at all. */
    public static void withButtons(HttpServletResponse response) {
        set(response, "'none'; script-src 'self'; connect-src 'self'");
    }

    /** It has a form that does without scripts; outside of Tasklist's tab its buttons call our API too. */
    static void withForm(HttpServletResponse response, boolean inTasklist) {
        set(response, "'self'" + (inTasklist ? "" : "; script-src 'self'; connect-src 'self'"));
    }

    /**
     * A script stands in the page itself.
     *
     * @param nonce that the script element carries, new for each answer
     */
    public static void withInlineScript(HttpServletResponse response, String nonce) {
        set(response, "'none'; script-src 'nonce-" + nonce + "'; connect-src 'self'");
    }

    private static void set(HttpServletResponse response, String rest) {
        response.setHeader("Content-Security-Policy", POLICY + rest);
        response.setHeader("Cache-Control", "private, no-store");
    }
}
