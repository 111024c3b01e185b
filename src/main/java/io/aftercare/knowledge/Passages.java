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
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.lucene.util.VectorUtil;

/** Picks the part of an article that is nearest to a question, whole sentences and steps under their heading. */
final class Passages {

    /** Sentences are added up to so many characters. */
    private static final int USUAL = 400;
    /** Each costs some milliseconds to be read. */
    private static final int MOST_READ_IN_ORDER = 16;
    private static final int MOST_READ_BY_WORDS = 8;
    /** Of words beside meaning: an error text quoted by the customer means little, but is telling. */
    private static final double WORDS = 0.05;
    /**
     * The same articles answer day after day; reading one anew costs more than all else about a mail. Some five
     * megabytes.
     */
    private static final int REMEMBERED = 2000;

    private static final Pattern INTRODUCTION = Pattern.compile(
            "\\W*(?:introduction|overview|summary|about|background|context|symptoms?|problems?|issue|causes?"
                    + "|description|présentation|aperçu|résumé|contexte|symptômes?|problèmes?|en bref|à propos)\\W*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Analysis analysis;
    private final SentenceModels models;
    private final RecentEmbeddings embeddings = new RecentEmbeddings(REMEMBERED);

    Passages(Analysis analysis, SentenceModels models) {
        this.analysis = analysis;
        this.models = models;
    }

    /**
     * Some text that can be quoted.
     *
     * @param value   of the question's words in it, 0 for none
     * @param first   whether it begins where a section begins or the one before ended
     * @param section in which it stands
     * @param steps   whether it says what to do
     */
    private record Passage(String text, double value, boolean first, Excerpts.HeadedText section, boolean steps) {

        boolean introduces() {
            return section.heading() == null || INTRODUCTION.matcher(section.heading()).matches();
        }
    }

    /** By words: fast. The beginning of the article when no part has a word of the question. */
    String byWords(Article article, CustomerQuestion question) {
        return telling(all(article, question), Passages::best).map(Passage::text).orElse("");
    }

    /**
     * By meaning where article and question share a sentence model, else by words. Takes up to a tenth of a second or
     * two.
     *
     * @param language of the question, ISO 639-1
     */
    String byEmbedding(Article article, CustomerQuestion question, String language) {
        List<Passage> all = all(article, question);
        Optional<SentenceModel> model =
                models.of(article.language()).filter(known -> article.language().equals(language)
                        || models.of(language).map(SentenceModel::id).filter(known.id()::equals).isPresent());
        if (model.isEmpty() || all.size() < 2) {
            return telling(all, Passages::best).map(Passage::text).orElse("");
        }
        return telling(all, some -> nearest(some, question, model.get()).or(() -> best(some))).map(Passage::text)
                .orElse("");
    }

    /**
     * An introduction says in the customer's words what is wrong, and is hence mostly the nearest; what helps are the
     * steps behind it. Of a section that has steps they are taken, too, and not what stands around them.
     */
    private static Optional<Passage> telling(List<Passage> all, Function<List<Passage>, Optional<Passage>> choose) {
        Optional<Passage> chosen = choose.apply(all);
        if (chosen.isEmpty() || chosen.get().steps()) {
            return chosen;
        }
        List<Passage> steps = all.stream().filter(Passage::steps).toList();
        List<Passage> here = steps.stream().filter(passage -> passage.section() == chosen.get().section()).toList();
        List<Passage> instead = here.isEmpty() && chosen.get().introduces() ? steps : here;
        return instead.isEmpty() ? chosen : choose.apply(instead);
    }

    /** Empty when the model cannot read the question or one of the passages. */
    private Optional<Passage> nearest(List<Passage> all, CustomerQuestion question, SentenceModel model) {
        var read = new LinkedHashSet<Passage>();
        all.stream().filter(Passage::first).limit(MOST_READ_IN_ORDER).forEach(read::add);
        all.stream().filter(passage -> passage.value() > 0)
                .sorted(Comparator.comparingDouble(Passage::value).reversed())
                .limit(MOST_READ_BY_WORDS).forEach(read::add);
        double highest = Math.max(1e-9, read.stream().mapToDouble(Passage::value).max().orElse(0));
        Optional<float[]> asked = model.question(question.gist());
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        Map<Passage, Double> near = new HashMap<>();
        for (Passage passage : read) {
            Optional<float[]> embedding = embedding(model, passage.text());
            if (embedding.isEmpty()) {
                return Optional.empty();
            }
            near.put(passage, VectorUtil.dotProduct(asked.get(), embedding.get()) + WORDS * passage.value() / highest);
        }
        return read.stream().max(Comparator.comparingDouble(near::get));
    }

    private Optional<float[]> embedding(SentenceModel model, String passage) {
        return embeddings.of(model.id() + " " + passage, key -> model.passage(passage));
    }

    /** Of equals the earliest. */
    private static Optional<Passage> best(List<Passage> all) {
        return all.stream().reduce((best, next) -> next.value() > best.value() + 1e-9 ? next : best);
    }

    private List<Passage> all(Article article, CustomerQuestion question) {
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
        var all = new ArrayList<Passage>();
        for (Excerpts.HeadedText section : sections) {
            int covered = 0;
            for (int start = 0; start < section.units().size(); start++) {
                int end = end(section, start);
                var seen = new HashSet<String>();
                if (section.heading() != null) {
                    seen.addAll(terms.get(section.heading()));
                }
                section.units().subList(start, end).forEach(unit -> seen.addAll(terms.get(unit.text())));
                double value = seen.stream()
                        .mapToDouble(term -> weights.getOrDefault(term, 0.0) / Math.sqrt(spread.get(term))).sum();
                all.add(new Passage(text(section, start, end), value, start >= covered, section,
                        section.units().subList(start, end).stream().anyMatch(Excerpts.Unit::steps)));
                covered = start >= covered ? end : covered;
                if (start == 0 && end == section.units().size()) {
                    break;
                }
            }
        }
        return all;
    }

    private void count(String text, String language, Map<String, Set<String>> terms, Map<String, Integer> spread) {
        Set<String> words = new HashSet<>(analysis.terms(language, text));
        terms.put(text, words);
        words.forEach(word -> spread.merge(word, 1, Integer::sum));
    }

    private static int end(Excerpts.HeadedText section, int start) {
        List<Excerpts.Unit> units = section.units();
        int length =
                (section.heading() == null ? 0 : section.heading().length() + 1) + units.get(start).text().length();
        int end = start + 1;
        while (!units.get(start).alone() && end < units.size() && !units.get(end).alone()
                && length + units.get(end).text().length() < USUAL) {
            length += units.get(end).text().length() + 1;
            end++;
        }
        return end;
    }

    private static String text(Excerpts.HeadedText section, int start, int end) {
        var text = new StringBuilder(section.heading() == null ? "" : section.heading() + "\n");
        for (int i = start; i < end; i++) {
            Excerpts.Unit unit = section.units().get(i);
            text.append(i == start ? "" : unit.goesOn() ? " " : "\n").append(shortened(unit.text()));
        }
        return text.toString();
    }

    /** What is no sentence, since it does not end, ends with a word. */
    private static String shortened(String unit) {
        if (unit.length() <= Excerpts.LONGEST) {
            return unit;
        }
        int end = unit.lastIndexOf(' ', Excerpts.LONGEST - 1);
        return ArticleText.storable(unit.substring(0, end < Excerpts.LONGEST / 2 ? Excerpts.LONGEST - 1 : end)) + "…";
    }
}
