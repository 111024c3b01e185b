package io.aftercare.desk;

import io.aftercare.conversation.Attachment;
import io.aftercare.conversation.Message;
import io.aftercare.letters.CustomerLinks;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** A message as its sender formatted it: the sanitised HTML, with the pictures that came with it. */
final class FormattedMail {

    private FormattedMail() {
    }

    /** @param address where a file of the message is given out */
    static String of(Message message, List<Attachment> files, Function<Attachment, String> address) {
        Map<String, Attachment> pictures = files.stream().filter(file -> file.contentId() != null)
                .collect(Collectors.toMap(Attachment::contentId, Function.identity(), (first, again) -> first));
        Document html = Jsoup.parseBodyFragment(message.htmlBody());
        html.outputSettings().prettyPrint(false);
        for (Element image : html.select("img")) {
            String source = image.attr("src");
            if (source.regionMatches(true, 0, "cid:", 0, 4)) {
                Attachment picture = pictures.get(source.substring(4));
                if (picture == null) {
                    image.replaceWith(new TextNode("[image is missing]"));
                } else {
                    image.attr("src", address.apply(picture));
                }
            }
        }
        // Who reads our letters here must not decide for the customer by a click.
        html.select("a[href]").stream().filter(link -> CustomerLinks.isOne(link.attr("href")))
                .forEach(link -> link.removeAttr("href"));
        html.select("a[href]").attr("target", "_blank");
        return html.body().html();
    }
}
