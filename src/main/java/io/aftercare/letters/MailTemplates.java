package io.aftercare.letters;

import org.springframework.context.MessageSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The templates of a folder, from which mails are written, each as text and as HTML. The template engines are no beans,
 * so that the web pages keep theirs.
 */
public final class MailTemplates {

    private final SpringTemplateEngine html;
    private final SpringTemplateEngine text;

    /**
     * @param folder    of the class path, with a slash at its end; its {@code layout} frames every mail
     * @param sentences what the templates name by keys; null when they name nothing
     */
    public MailTemplates(String folder, MessageSource sentences) {
        this.html = engine(folder, TemplateMode.HTML, ".html", sentences);
        this.text = engine(folder, TemplateMode.TEXT, ".txt", sentences);
    }

    /** The two parts of a mail, each complete in itself. */
    public record Written(String text, String html) {
    }

    /** Fills the layout, which says with {@code letter} what stands in it. */
    public Written write(Context context) {
        return new Written(
                text.process("layout", context).replaceAll("\\n[ \\t]*(?:\\n[ \\t]*){2,}", "\n\n").strip() + "\n",
                html.process("layout", context));
    }

    private static SpringTemplateEngine engine(String folder, TemplateMode mode, String suffix,
            MessageSource sentences) {
        var resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix(folder);
        resolver.setSuffix(suffix);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        var engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        if (sentences != null) {
            engine.setTemplateEngineMessageSource(sentences);
            engine.setMessageSource(sentences);
        }
        return engine;
    }
}
