package io.aftercare.conversation;

import java.util.Objects;
import org.springframework.modulith.NamedInterface;

/**
 * What was found out about a request by the last who triaged it: the machine, or a person who knew better.
 *
 * @param kind         of assistance that is asked for; null before triage
 * @param language     to answer in, ISO 639-1; never null: before triage the best guess
 * @param product      catalogue code of the product asked about; null when unknown
 * @param version      that the customer speaks of, as the catalogue has it; null when unknown
 * @param origin       suspected or confirmed origin of a problem, a constant such as {@code ANTIVIRUS}; null when none
 *                     is
 * @param originStrong whether that origin is sure enough to direct the customer there without a person
 * @param fileDamaged  whether a genealogy file is damaged, which is technical and never redirected (policy)
 * @param confidence   probability that the kind is right, 0 to 1; 1 when a person decided; null before triage
 * @param sure         whether that is enough to go on without asking a person for the kind
 * @param decidedBy    engine user id of the person, {@link Decision#PROCESS} for the machine; null before triage
 */
@NamedInterface("kernel")
public record TriageResult(Kind kind, String language, String product, String version, String origin,
        boolean originStrong,
        boolean fileDamaged, Double confidence, boolean sure, String decidedBy) {

    /** Of a request that nobody has triaged yet. */
    public static TriageResult none(String language) {
        return new TriageResult(null, language, null, null, null, false, false, null, false, null);
    }

    /**
     * The same as a person says it. Who names another origin has found it; who leaves a suspicion as it stands has not
     * confirmed it.
     *
     * @param person engine user id
     */
    public TriageResult saidBy(String person, Kind kind, String language, String product, String version,
            String origin) {
        boolean strong = Objects.equals(origin, this.origin) ? originStrong : origin != null;
        return new TriageResult(kind, language, product, version, origin, strong, fileDamaged, 1.0, true, person);
    }

    /**
     * The same after the machine has read more of what the customer wrote: an origin is as strong as the text says now.
     */
    public TriageResult withSignsOf(TriageResult later) {
        return new TriageResult(kind, language, product, version, origin,
                later.originStrong && later.origin.equals(origin), later.fileDamaged, confidence, sure, decidedBy);
    }

    /**
     * The same for a product that somebody has said.
     *
     * @param said    its code; null leaves all as it is
     * @param version null leaves the one that was found of this product
     */
    public TriageResult about(String said, String version) {
        String known = version != null ? version : said != null && said.equals(product) ? this.version : null;
        return said == null ? this
                : new TriageResult(kind, language, said, known, origin, originStrong, fileDamaged, confidence, sure,
                        decidedBy);
    }

    /** The same, to be answered in another language. */
    public TriageResult in(String other) {
        return new TriageResult(kind, other, product, version, origin, originStrong, fileDamaged, confidence, sure,
                decidedBy);
    }

    /** The same, on which nothing goes on or out before a person has looked. */
    public TriageResult unsure() {
        return new TriageResult(kind, language, product, version, origin, false, fileDamaged, confidence, false,
                decidedBy);
    }

    /** Whether a person decided it, and not the machine. */
    public boolean decidedByPerson() {
        return decidedBy != null && !Decision.PROCESS.equals(decidedBy);
    }

    /** Whether all that a person can say of a request is the same in both. */
    public boolean agreesWith(TriageResult other) {
        return kind == other.kind && language.equals(other.language) && Objects.equals(product, other.product)
                && Objects.equals(version, other.version) && Objects.equals(origin, other.origin);
    }
}
