package io.aftercare.process;

import io.aftercare.knowledge.SpokenLanguage;
import io.aftercare.triage.TextTriage;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Lets the import of articles know their language by what the triage knows, which it may not ask itself. */
@Component
class LanguagesOfArticles implements SpokenLanguage {

    private final TextTriage triage;

    LanguagesOfArticles(TextTriage triage) {
        this.triage = triage;
    }

    @Override
    public Optional<String> otherThanSaid(String text, String said) {
        return triage.otherLanguage(text, said);
    }
}
