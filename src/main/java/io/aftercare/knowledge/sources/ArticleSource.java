package io.aftercare.knowledge.sources;

import io.aftercare.embedding.Fingerprint;
import io.aftercare.knowledge.LanguageCode;
import io.aftercare.knowledge.Section;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where articles are fetched from regularly: an element of {@code aftercare.knowledge.sources}.
 *
 * @param name     unique; the first part of the ids of its articles
 * @param url      of the web site, of its API, or of a zip; a folder or zip file on this machine for Markdown.
 *                 {@code {language}} in it stands for each of the languages
 * @param language ISO 639-1, or a locale such as {@code en-us}; with {@code languages}, one of them
 * @param every    how long after a run the next one begins
 * @param section  of articles whose categories do not tell theirs; null when unknown
 * @param user     null for none; with the token as password
 * @param token    application password or API token; without a user sent as a Bearer
 * @param local    whether the source is meant to be in a private network, and may be without TLS; null means as its
 *                 name says ({@code localhost} or a private address)
 */
record ArticleSource(
        @NotNull(message = "is missing; each source needs a name of its own") @Pattern(regexp = ImportDefaults.NAME,
                message = "may consist of letters, digits, dots and hyphens only") String name,
        @NotNull(message = "must be wordpress, zendesk or markdown") Type type,
        @NotBlank(message = "is missing") String url, String language, @DefaultValue List<String> languages,
        @DefaultValue("1h") Duration every, Section section, String user, String token, Boolean local) {

    /** What answers at the url. */
    enum Type {
        WORDPRESS, ZENDESK, MARKDOWN
    }

    ArticleSource {
        languages = languages == null || languages.isEmpty()
                ? language == null || language.isBlank() ? List.of() : List.of(language)
                : List.copyOf(languages);
        for (String spoken : languages) {
            if (LanguageCode.of(spoken) == null) {
                throw new IllegalArgumentException("The source " + name + " has the language \"" + spoken
                        + "\", which is no ISO 639-1 code such as en or fr.");
            }
        }
        if (every != null && (every.isNegative() || every.isZero())) {
            throw new IllegalArgumentException(
                    "The source " + name + " must be fetched every so often, such as every: 1h.");
        }
        if (url != null && isWeb(url) && url.replaceFirst("^[^/]*//", "").split("[/?#]", 2)[0].contains("@")) {
            throw new IllegalArgumentException(
                    "The url of the source " + name + " holds a password. Set user and token.");
        }
        if (url != null && url.contains("{language}") && languages.isEmpty()) {
            throw new IllegalArgumentException(
                    "The url of the source " + name + " holds {language}; set its languages.");
        }
    }

    /** Whether it is fetched over the web, rather than read from this machine. */
    boolean web() {
        return isWeb(url);
    }

    /** The url, with a language in its place. */
    String urlFor(String spoken) {
        return spoken == null ? url : url.replace("{language}", spoken);
    }

    boolean siteForEachLanguage() {
        return url.contains("{language}");
    }

    /** Whether an address within a private network is what was meant. */
    boolean meantToBeLocal(URI address) {
        if (local != null) {
            return local;
        }
        String host = address.getHost();
        try {
            boolean number = host.startsWith("[") || host.matches("[0-9.]+");
            return host.equalsIgnoreCase("localhost") || number && AddressRules.isPrivate(InetAddress.getByName(host));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    /** What to put down as configured: another one means that nothing fetched before counts. */
    String configuration() {
        return Fingerprint.of(String.join("\n", type.name(), url, languages.toString(), String.valueOf(section),
                String.valueOf(user)).getBytes(StandardCharsets.UTF_8));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return name + " (" + type + " " + url + ")";
    }

    private static boolean isWeb(String url) {
        return url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7);
    }
}
