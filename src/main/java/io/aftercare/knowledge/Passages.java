package io.aftercare.knowledge;

import io.aftercare.embedding.RecentEmbeddings;
import io.aftercare.embedding.SentenceModel;
import io.aftercare.embedding.SentenceModels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.lucene.util.VectorUtil;

/**
 * Picks what of an article answers a question: the nearest sentence, list or step with what stands around it, and what
 * answers nearly as well elsewhere; each whole, under its heading.
 */
final class Passages {

    /** Sentences are added up to so many characters. */
    private static final int USUAL = 550;
    /** Elsewhere in the article something may answer, too; together they have so many. */
    private static final int TOGETHER = 650;
    /** Of what the best is worth. */
    private static final double AS_GOOD = 0.5;
    private static final double NEARLY_AS_NEAR = 0.06;
    /** A heading says of all below it what it is about. */
    private static final double HEADING = 0.5;
    /** So much of a sentence stands in the question, too: it says again what the customer knows. */
    private static final double RESTATED = 0.5;
    /** A long list has a word of any question. */
    private static final double LENGTH = 0.25;
    private static final int SHORT = 100;
    /** Each costs some milliseconds to be read. */
    private static final int MOST_READ_IN_ORDER = 16;
    private static final int MOST_READ_BY_WORDS = 8;
    /** Of words beside meaning: an error text quoted by the customer means little, but is telling. */
    private static final double WORDS = 0.1;
    /**
     * The same articles answer day after day; reading one anew costs more than all else about a mail. Some five
     * megabytes.
     */
    private static final int REMEMBERED = 2000;

    private static final Pattern INTRODUCTION = Pattern.compile(
            "\\W*(?:introduction|overview|summary|about|background|context|symptoms?|problems?|issue|causes?"
                    + "|description|présentation|aperçu|résumé|contexte|symptômes?|problèmes?|en bref|à propos)\\W*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern HOW = Pattern.compile(
            "\\b(?:how (?:do|can|could|to|should|would|must)|comment|de quelle manière)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern LIST = Pattern.compile("(?m)^(?:\\d+[.)]|-) ");

    private final Analysis analysis;
    private final SentenceModels models;
    private final RecentEmbeddings embeddings = new RecentEmbeddings(REMEMBERED);

    Passages(Analysis analysis, SentenceModels models) {
        this.analysis = analysis;
        this.models = models;
    }

    /**
     * A sentence, list or step that can be quoted.
     *
     * @param at       its place in its section
     * @param value    of the question's words in it, 0 for none
     * @param restates whether it hardly says more than the question itself
     */
    private record Part(Excerpts.HeadedText section, int at, double value, boolean restates) {

        Excerpts.Unit unit() {
            return section.units().get(at);
        }

        boolean introduces() {
            return section.heading() == null || INTRODUCTION.matcher(section.heading()).matches();
        }

        boolean isList() {
            return LIST.matcher(unit().text()).find();
        }

        String text() {
            return (section.heading() == null ? "" : section.heading() + "\n") + unit().text();
        }
    }

    /** How well a part answers; and from where on another one does so nearly as well. */
    private interface Worth {

        double of(Part part);

        boolean nearly(Part other, Part best);
    }

    /** By words: fast. The steps or the beginning of the article when no part has a word of the question. */
    String byWords(Article article, CustomerQuestion question) {
        return passage(parts(article, question), asksHow(question), byWords());
    }

    /**
     * By meaning where article and question share a sentence model, else by words. Takes up to a tenth of a second or
     * two.
     *
     * @param language of the question, ISO 639-1
     */
    String byEmbedding(Article article, CustomerQuestion question, String language) {
        List<Part> parts = parts(article, question);
        Optional<SentenceModel> model =
                models.of(article.language()).filter(known -> article.language().equals(language)
                        || models.of(language).map(SentenceModel::id).filter(known.id()::equals).isPresent());
        return passage(parts, asksHow(question),
                model.filter(known -> parts.size() > 1).flatMap(known -> byMeaning(parts, question, known))
                        .orElseGet(Passages::byWords));
    }

    private static Worth byWords() {
        return new Worth() {
            @Override
            public double of(Part part) {
                return part.value();
            }

            @Override
            public boolean nearly(Part other, Part best) {
                return other.value() > 0 && other.value() >= AS_GOOD * best.value();
            }
        };
    }

    /** Empty when the model cannot read the question or one of the parts. */
    private Optional<Worth> byMeaning(List<Part> parts, CustomerQuestion question, SentenceModel model) {
        var read = new LinkedHashSet<Part>();
        parts.stream().limit(MOST_READ_IN_ORDER).forEach(read::add);
        parts.stream().filter(part -> part.value() > 0).sorted(Comparator.comparingDouble(Part::value).reversed())
                .limit(MOST_READ_BY_WORDS).forEach(read::add);
        double highest = Math.max(1e-9, read.stream().mapToDouble(Part::value).max().orElse(0));
        Optional<float[]> asked = model.question(question.gist());
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Map<Part, Double> near = new HashMap<>();
        for (Part part : read) {
            Optional<float[]> embedding = embedding(model, part.text());
            if (embedding.isEmpty()) {
                return Optional.empty();
            }
            near.put(part, VectorUtil.dotProduct(asked.get(), embedding.get()) + WORDS * part.value() / highest);
        }
        return Optional.of(new Worth() {
            @Override
            public double of(Part part) {
                return near.getOrDefault(part, -1.0);
            }

            @Override
            public boolean nearly(Part other, Part best) {
                return of(other) > 0 && of(other) >= of(best) - NEARLY_AS_NEAR;
            }
        });
    }

    private Optional<float[]> embedding(SentenceModel model, String passage) {
        return embeddings.of(model.id() + " " + passage, key -> model.passage(passage));
    }

    private static boolean asksHow(CustomerQuestion question) {
        return HOW.matcher(question.subject()).find()
                || question.sentences().stream().anyMatch(sentence -> HOW.matcher(sentence).find());
    }

    private static String passage(List<Part> parts, boolean how, Worth worth) {
        if (parts.isEmpty()) {
            return "";
        }
        Part best = telling(parts, how, worth);
        var shown = new TreeSet<Integer>();
        around(parts, parts.indexOf(best), worth, shown);
        if (!best.unit().alone()) {
            parts.stream().filter(part -> !part.restates() && worth.nearly(part, best))
                    .sorted(Comparator.comparingDouble(worth::of).reversed())
                    .forEach(part -> addIfItFits(part, parts, shown));
        }
        return text(parts, shown);
    }

    private static void addIfItFits(Part part, List<Part> parts, Set<Integer> shown) {
        int at = parts.indexOf(part);
        if (!shown.contains(at) && goesWith(part, parts, shown)) {
            shown.add(at);
            if (text(parts, shown).length() > TOGETHER) {
                shown.remove(at);
            }
        }
    }

    /**
     * An introduction says in the customer's words what is wrong, and is hence mostly the nearest; what helps are the
     * steps behind it.
     */
    private static Part telling(List<Part> parts, boolean how, Worth worth) {
        Part chosen = best(parts, worth);
        // Where nothing tells, the steps are the most of the article.
        boolean told = worth.of(chosen) > 0 && !chosen.restates() && !(how && chosen.introduces());
        if (chosen.unit().steps() || told) {
            return chosen;
        }
        List<Part> steps = parts.stream().filter(part -> part.unit().steps()).toList();
        List<Part> here = steps.stream().filter(part -> part.section() == chosen.section()).toList();
        List<Part> instead = here.isEmpty() && chosen.introduces() ? steps : here;
        return instead.isEmpty() ? chosen : best(instead, worth);
    }

    /** Of equals the earliest. */
    private static Part best(List<Part> parts, Worth worth) {
        return parts.stream().reduce((best, next) -> worth.of(next) > worth.of(best) + 1e-9 ? next : best)
                .orElseThrow();
    }

    /** What stands around it in its section, as long as it fits: what goes on from it, and what leads to it. */
    private static void around(List<Part> parts, int at, Worth worth, Set<Integer> shown) {
        shown.add(at);
        if (parts.get(at).unit().alone()) {
            return;
        }
        int first = at;
        int last = at;
        while (true) {
            boolean before = first > 0 && (!parts.get(first).unit().steps() || parts.get(first).unit().goesOn())
                    && fits(parts, at, first - 1, shown)
                    && !parts.get(first - 1).restates();
            boolean behind = last + 1 < parts.size() && fits(parts, at, last + 1, shown);
            if (!before && !behind) {
                return;
            }
            if (before && (!behind || worth.of(parts.get(first - 1)) > worth.of(parts.get(last + 1)))) {
                shown.add(--first);
            } else {
                shown.add(++last);
            }
        }
    }

    private static boolean fits(List<Part> parts, int at, int next, Set<Integer> shown) {
        if (parts.get(next).section() != parts.get(at).section() || !goesWith(parts.get(next), parts, shown)) {
            return false;
        }
        var with = new TreeSet<>(shown);
        with.add(next);
        return text(parts, with).length() < USUAL;
    }

    /**
     * With steps of two lists nobody knows which to take first; and of a list that is cut, one step stands for itself.
     */
    private static boolean goesWith(Part part, List<Part> parts, Set<Integer> shown) {
        return !part.unit().alone() && !(part.isList() && shown.stream().anyMatch(at -> parts.get(at).isList()));
    }

    private List<Part> parts(Article article, CustomerQuestion question) {
        Map<String, Double> weights = new HashMap<>();
        question.terms(analysis, article.language()).forEach((term, weight) -> {
            weights.merge(term, weight, Math::max);
            analysis.synonyms(article.language(), term)
                    .forEach(synonym -> weights.merge(synonym, Ranking.SYNONYM * weight, Math::max));
        });
        List<Excerpts.HeadedText> sections = Excerpts.of(article);
        // A word in every other sentence tells less than one in a single sentence.
        var spread = new HashMap<String, Integer>();
        var terms = new HashMap<String, Set<String>>();
        sections.forEach(section -> {
            section.units().forEach(unit -> count(unit.text(), article.language(), terms, spread));
            if (section.heading() != null) {
                count(section.heading(), article.language(), terms, spread);
            }
        });
        var parts = new ArrayList<Part>();
        for (Excerpts.HeadedText section : sections) {
            double heading = section.heading() == null ? 0
                    : HEADING * value(terms.get(section.heading()), weights, spread);
            for (int at = 0; at < section.units().size(); at++) {
                String text = section.units().get(at).text();
                Set<String> said = terms.get(text);
                double own = value(said, weights, spread)
                        / Math.pow(Math.max(1, text.length() / (double) SHORT), LENGTH);
                long restated = said.stream().filter(weights::containsKey).count();
                parts.add(new Part(section, at, own + heading, restated >= RESTATED * said.size() && restated > 0));
            }
        }
        return parts;
    }

    private static double value(Set<String> said, Map<String, Double> weights, Map<String, Integer> spread) {
        return said.stream().mapToDouble(term -> weights.getOrDefault(term, 0.0) / Math.sqrt(spread.get(term))).sum();
    }

    private void count(String text, String language, Map<String, Set<String>> terms, Map<String, Integer> spread) {
        Set<String> words = new HashSet<>(analysis.terms(language, text));
        terms.put(text, words);
        words.forEach(word -> spread.merge(word, 1, Integer::sum));
    }

    /** Under their headings, a line each; what was left out between is shown by an ellipsis. */
    private static String text(List<Part> parts, Set<Integer> shown) {
        var text = new StringBuilder();
        Part before = null;
        for (int at : shown) {
            Part part = parts.get(at);
            boolean next = before != null && before.section() == part.section() && before.at() + 1 == part.at();
            if (before != null) {
                text.append(next && part.unit().goesOn() ? " " : next ? "\n" : "\n…\n");
            }
            if ((before == null || before.section() != part.section()) && part.section().heading() != null) {
                text.append(part.section().heading()).append('\n');
            }
            text.append(shortened(part.unit()));
            before = part;
        }
        return text.toString();
    }

    /** What is no sentence, since it does not end, ends with a word; steps and lines of code are whole. */
    private static String shortened(Excerpts.Unit unit) {
        String text = unit.text();
        if (text.length() <= Excerpts.LONGEST || unit.whole()) {
            return text;
        }
        int end = text.lastIndexOf(' ', Excerpts.LONGEST - 1);
        return ArticleText.storable(text.substring(0, end < Excerpts.LONGEST / 2 ? Excerpts.LONGEST - 1 : end)) + "…";
    }
}
