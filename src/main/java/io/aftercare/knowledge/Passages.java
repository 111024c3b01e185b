package io.aftercare.knowledge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Picks the part of an article that is nearest to a question. */
final class Passages {

    private static final int LONGEST = 400;
    private static final int LINES_LOOKED_AT = 500;

    private final Analysis analysis;

    Passages(Analysis analysis) {
        this.analysis = analysis;
    }

    /** Whole lines that follow one another; the beginning of the article when none has a word of the question. */
    String best(Article article, Question question) {
        Map<String, Double> weights = question.terms(analysis, article.language());
        List<String> lines = article.text().lines().limit(LINES_LOOKED_AT).toList();
        // A word on every other line tells less than one on a single line.
        var spread = new HashMap<String, Integer>();
        List<List<String>> terms = lines.stream()
                .map(line -> analysis.terms(article.language(), line).stream().distinct().toList()).toList();
        terms.forEach(line -> line.forEach(term -> spread.merge(term, 1, Integer::sum)));
        double highest = 0;
        int best = 0;
        for (int start = 0; start < lines.size(); start++) {
            double value = 0;
            var seen = new HashSet<String>();
            int length = 0;
            for (int line = start; line < lines.size() && (line == start || length + lines.get(line).length() < LONGEST);
                    line++) {
                length += lines.get(line).length() + 1;
                for (String term : terms.get(line)) {
                    if (seen.add(term)) {
                        value += weights.getOrDefault(term, 0.0) / Math.sqrt(spread.get(term));
                    }
                }
            }
            if (value > highest + 1e-9) {
                highest = value;
                best = start;
            }
        }
        var passage = new StringBuilder();
        for (String line : lines.subList(best, lines.size())) {
            if (!passage.isEmpty() && passage.length() + line.length() >= LONGEST) {
                break;
            }
            passage.append(passage.isEmpty() ? "" : "\n").append(line);
        }
        return shortened(passage.toString());
    }

    private static String shortened(String passage) {
        if (passage.length() <= LONGEST) {
            return passage;
        }
        int end = passage.lastIndexOf(' ', LONGEST - 1);
        return ArticleText.storable(passage.substring(0, end < LONGEST / 2 ? LONGEST - 1 : end)) + "…";
    }
}
