package io.aftercare.helpcentre;

import io.aftercare.policy.PolicyText;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The support policy for customers; letters link to its rules. */
@Controller
class PublishedPolicyController {

    private final PolicyText policy;
    private final MessageSource sentences;

    PublishedPolicyController(PolicyText policy, MessageSource sentences) {
        this.policy = policy;
        this.sentences = sentences;
    }

    @GetMapping("/policy")
    String read(Model model, Locale locale) {
        PolicyText.Page page = policy.in(locale);
        model.addAttribute("title", page.title());
        model.addAttribute("body", ArticleBody.of(page.html(), sentences.getMessage("article.wide", null, locale)));
        return "helpcentre/policy";
    }
}
