package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import java.util.List;

/**
 * What a text says of itself.
 *
 * @param kind        the kind of assistance it most probably asks for
 * @param language    in which to answer: {@code en} or {@code fr}
 * @param product     code of the product it is about; null when neither text nor licences tell
 * @param version     a version the catalogue knows, as written there; null when neither text nor licences tell
 * @param origin      where the problem seems to come from, a constant of the decision table {@code origin-signals} such as
 *                    {@code ANTIVIRUS}; null when nothing points outside the software, and always when a file is damaged
 * @param originStrong whether the signs of that origin are enough to direct the customer there without a person
 * @param fileDamaged whether a genealogy file is damaged, which is technical and never redirected (policy)
 * @param confidence  probability that the kind is right, 0 to 1
 * @param summary     what decided, in one or two sentences in English
 * @param reasons     sentences in English that say why, the decisive ones first
 * @param signals     what the customer writes that points to the origin, or to a damaged file
 */
public record Triage(Kind kind, String language, String product, String version, String origin, boolean originStrong,
        boolean fileDamaged, double confidence, String summary, List<String> reasons, List<OriginSignal> signals) {
}
