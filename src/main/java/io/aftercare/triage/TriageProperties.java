package io.aftercare.triage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the triage decides; set under {@code aftercare.triage}.
 *
 * <p>
 * From 0.65 on, 97 in 100 are right on the examples we ship (cross-validated) and one in five goes to a person; by
 * meaning 99 and one in 30.
 *
 * @param sureFrom        confidence, 0 to 1, below which a person triages
 * @param defaultLanguage in which those are answered who write in a language we have no answers in
 */
@ConfigurationProperties("aftercare.triage")
public record TriageProperties(@DefaultValue("0.65") double sureFrom, @DefaultValue("en") String defaultLanguage) {

    /** @throws IllegalArgumentException when a value cannot be used, naming the property */
    public TriageProperties {
        if (sureFrom < 0 || sureFrom > 1) {
            throw new IllegalArgumentException(
                    "aftercare.triage.sure-from is " + sureFrom + "; set it between 0 and 1.");
        }
        if (!LanguageDetector.ANSWERED.contains(defaultLanguage)) {
            throw new IllegalArgumentException("aftercare.triage.default-language is \"" + defaultLanguage
                    + "\"; set it to one of " + LanguageDetector.ANSWERED + ".");
        }
    }
}
