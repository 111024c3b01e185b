package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** In which language a word that is still being typed is completed. */
class SearchResultsTest {

    private final KnowledgeBase knowledge = mock(KnowledgeBase.class);

    @Test
    void theBeginningOfAWordIsOneOfTheLanguageOfThePageBeforeItIsOneOfAnother() {
        when(knowledge.suggestions(eq("gedc"), eq("en"), anyInt())).thenReturn(List.of(hit("en", false)));
        when(knowledge.elsewhere(eq("gedc"), eq("en"), anyInt())).thenReturn(List.of(hit("fr", false)));
        assertThat(SearchResults.of(knowledge, "gedc", Locale.ENGLISH, 5).all()).containsExactlyElementsOf(
                knowledge.suggestions("gedc", "en", 5));
    }

    @Test
    void whereTheLanguageOfThePageHasNoneItMayBeOneOfAnother() {
        when(knowledge.elsewhere(anyString(), eq("en"), anyInt())).thenReturn(List.of(hit("fr", false)));
        SearchResults found = SearchResults.of(knowledge, "répub", Locale.ENGLISH, 5);
        assertThat(found.all()).hasSize(1);
        assertThat(found.elsewhere()).isTrue();
    }

    @Test
    void anArticleOfAnotherLanguageIsShownInThatOfThePageWhereItIsTranslated() {
        when(knowledge.elsewhere(anyString(), eq("en"), anyInt())).thenReturn(List.of(hit("en", false)));
        SearchResults found = SearchResults.of(knowledge, "répub", Locale.ENGLISH, 5);
        assertThat(found.all()).extracting(hit -> hit.article().id()).containsExactly("test:en");
        assertThat(found.elsewhere()).isFalse();
    }

    private static Hit hit(String language, boolean confident) {
        return new Hit(
                new Article("test:" + language, "test", "GEDCOM", language, null, null, "Text", "<p>Text</p>",
                        Instant.EPOCH),
                0.5, confident, () -> "Text");
    }
}
