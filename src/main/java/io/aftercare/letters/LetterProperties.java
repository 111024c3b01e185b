package io.aftercare.letters;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the letters need to know of the vendor.
 *
 * @param shop where the version on sale can be bought, a link in refusals; null leaves the link out
 */
@ConfigurationProperties("aftercare.letters")
record LetterProperties(String shop) {
}
