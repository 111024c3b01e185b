package io.aftercare.helpcentre;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what strangers may send us through the contact form and its API, and of what is searched for while they
 * type.
 *
 * @param mostFiles        files a request may bring
 * @param largestFile      of one file
 * @param largestRequest   of all files together
 * @param draftsKept       how long an unfinished form is kept
 * @param perNetwork       posts that one network address (one /64 network of IPv6) may make in {@code perNetworkPeriod}
 * @param perAddress       requests that one mail address may open in {@code perAddressPeriod}
 * @param typingPerNetwork searches that one network address may cause in {@code typingPeriod} by typing; who types fast
 *                         causes two a second at most, so an office behind one address does not come near it
 */
@ConfigurationProperties("aftercare.public-form")
record PublicFormProperties(@DefaultValue("5") int mostFiles, @DefaultValue("10MB") DataSize largestFile,
        @DefaultValue("25MB") DataSize largestRequest, @DefaultValue("24h") Duration draftsKept,
        @DefaultValue("60") int perNetwork, @DefaultValue("10m") Duration perNetworkPeriod,
        @DefaultValue("10") int perAddress, @DefaultValue("1h") Duration perAddressPeriod,
        @DefaultValue("600") int typingPerNetwork, @DefaultValue("1m") Duration typingPeriod) {
}
