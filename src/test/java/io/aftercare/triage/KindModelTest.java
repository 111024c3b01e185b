package io.aftercare.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.conversation.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindModelTest {

    private static final int PARTS = 10;

    private record Judged(double confidence, boolean right) {
    }

    /** Each example judged by a model that has not seen it. */
    private static List<Judged> crossValidated(String language) {
        List<KindModel.Example> examples = new ArrayList<>(Examples.shipped(language));
        Collections.shuffle(examples, new Random(7));
        List<Judged> judged = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            List<KindModel.Example> seen = new ArrayList<>();
            List<KindModel.Example> unseen = new ArrayList<>();
            for (int index = 0; index < examples.size(); index++) {
                (index % PARTS == part ? unseen : seen).add(examples.get(index));
            }
            KindModel model = new KindModel(seen);
            unseen.forEach(example -> {
                KindModel.Guess guess = model.guess(example.words());
                judged.add(new Judged(guess.confidence(), guess.kind() == example.kind()));
            });
        }
        return judged;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void ofTheSureOnesNineInTenAreRightAndMostAreSure(String language) {
        double sureFrom = new TriageSettings(0.65, "en").sureFrom();
        List<Judged> all = crossValidated(language);
        List<Judged> sure = all.stream().filter(one -> one.confidence() >= sureFrom).toList();

        assertThat(sure.stream().filter(Judged::right).count() / (double) sure.size()).isGreaterThan(0.9);
        assertThat(sure.size() / (double) all.size()).isGreaterThan(0.85);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void comesTrueAsOftenAsItClaims(String language) {
        List<Judged> all = crossValidated(language);

        double claimed = all.stream().mapToDouble(Judged::confidence).average().orElseThrow();
        double right = all.stream().filter(Judged::right).count() / (double) all.size();
        assertThat(claimed).isBetween(right - 0.05, right + 0.05);
    }

    @Test
    void wordsItNeverSawLeaveItUndecided() {
        KindModel.Guess guess = new KindModel(Examples.shipped("en")).guess(Set.of("zyxw", "qwvut"));

        assertThat(guess.confidence()).isBetween(0.33, 0.34);
        assertThat(guess.telling()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thank you", "Hello", "Best regards", "Please help"})
    void afterThreeWordsItIsNotSure(String text) {
        assertThat(new KindModel(Examples.shipped("en")).guess(Words.stems(text, "en")).confidence()).isLessThan(0.65);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void aLongTextIsNotSurerThanItIsRight(String language) {
        List<KindModel.Example> examples = new ArrayList<>(Examples.shipped(language));
        Collections.shuffle(examples, new Random(7));
        List<KindModel.Example> unseen = examples.subList(0, examples.size() / 5);
        KindModel model = new KindModel(examples.subList(examples.size() / 5, examples.size()));
        List<Judged> judged = new ArrayList<>();
        for (KindModel.Example one : unseen) {
            for (KindModel.Example other : unseen) {
                if (one != other && one.kind() == other.kind()) {
                    Set<String> words = new LinkedHashSet<>(one.words());
                    words.addAll(other.words());
                    KindModel.Guess guess = model.guess(words);
                    judged.add(new Judged(guess.confidence(), guess.kind() == one.kind()));
                }
            }
        }

        double claimed = judged.stream().mapToDouble(Judged::confidence).average().orElseThrow();
        double right = judged.stream().filter(Judged::right).count() / (double) judged.size();
        assertThat(claimed).isLessThan(right + 0.03);
    }

    @Test
    void withoutAnyExampleItIsUndecidedRatherThanBroken() {
        assertThat(new KindModel(List.of()).guess(Set.of("price")).confidence()).isBetween(0.33, 0.34);
        assertThat(new KindModel(List.of(new KindModel.Example(Set.of("price"), Kind.COMMERCIAL))).guess(Set.of("price")).kind())
                .isEqualTo(Kind.COMMERCIAL);
    }
}
