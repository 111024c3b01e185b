package io.aftercare.triage;

import io.aftercare.conversation.TriageResult;
import java.util.List;

/**
 * What the machine makes of a text, and why.
 *
 * @param result  what the process and its decision tables go on from
 * @param summary what decided, in one or two sentences in English
 * @param reasons sentences in English that say why, the decisive ones first
 * @param signals what the customer writes that points to the origin, or to a damaged file
 */
public record Triage(TriageResult result, String summary, List<String> reasons, List<OriginMatch> signals) {
}
