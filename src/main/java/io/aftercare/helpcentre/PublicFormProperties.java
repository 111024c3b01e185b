package io.aftercare.helpcentre;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what strangers may send us through the contact form and its API, and of what they have searched for.
 *
 * @param mostFiles          files a request may bring
 * @param largestFile        size of one file of a request
 * @param largestRequest     size of all files of a request together
 * @param draftsKept         how long an unfinished form is kept
 * @param perNetwork         posts that one network address (one /64 network of IPv6) may make in a period
 * @param perNetworkPeriod   the period in which a network address's posts are counted
 * @param perAddress         requests that one mail address may open in a period
 * @param perAddressPeriod   the period in which a mail address's requests are counted
 * @param typingPerNetwork   searches that one network address may cause by typing in a period, further ones show
 *                           nothing; who types fast causes two a second at most, so an office behind one address does
 *                           not come near it
 * @param typingPeriod       the period in which a network address's searches by typing are counted
 * @param searchesPerNetwork searches that one network address may ask for in a period, on the page of results and by
 *                           the API; those of people who are signed in are not counted
 * @param searchesPeriod     the period in which a network address's searches are counted
 */
@ConfigurationProperties("aftercare.public-form")
record PublicFormProperties(@DefaultValue("5") int mostFiles, @DefaultValue("10MB") DataSize largestFile,
        @DefaultValue("25MB") DataSize largestRequest, @DefaultValue("24h") Duration draftsKept,
        @DefaultValue("60") int perNetwork, @DefaultValue("10m") Duration perNetworkPeriod,
        @DefaultValue("10") int perAddress, @DefaultValue("1h") Duration perAddressPeriod,
        @DefaultValue("600") int typingPerNetwork, @DefaultValue("1m") Duration typingPeriod,
        @DefaultValue("300") int searchesPerNetwork, @DefaultValue("1m") Duration searchesPeriod) {
}
