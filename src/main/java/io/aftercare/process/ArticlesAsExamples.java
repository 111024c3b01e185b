package io.aftercare.process;

import io.aftercare.conversation.Kind;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.triage.ArticleSubjects;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets the triage learn from the sections of the articles, which it may not know itself. */
@Component
class ArticlesAsExamples implements ArticleSubjects {

    private static final int MOST = 500;

    private final KnowledgeBase knowledge;

    ArticlesAsExamples(KnowledgeBase knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public List<Subject> in(String language) {
        return knowledge.sections(language, MOST).entrySet().stream().map(article -> new Subject(article.getKey(),
                switch (article.getValue()) {
                    case COMMERCIAL -> Kind.COMMERCIAL;
                    case USE -> Kind.USE;
                    // Whoever writes about the antivirus has a problem; where it comes from is decided apart.
                    case TECHNICAL, THIRD_PARTY -> Kind.TECHNICAL;
                })).toList();
    }
}
