package io.aftercare.helpcentre;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.SupportAddress;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What a request from the web must fulfil, whether it comes from the form or the API. */
@Component
class ContactFormValidator {

    private static final List<String> ORDER =
            List.of("subject", "text", "files", "name", "email", "licenceKey", "language", "website");

    private final Validator validator;
    private final MessageSource sentences;
    private final PublicFormProperties limits;
    private final FileSizes sizes;
    private final SupportAddress support;

    ContactFormValidator(Validator validator, MessageSource sentences, PublicFormProperties limits, FileSizes sizes,
            SupportAddress support) {
        this.validator = validator;
        this.sentences = sentences;
        this.limits = limits;
        this.sizes = sizes;
        this.support = support;
    }

    /** At most one problem a field, in the order of the form. */
    List<FieldProblem> check(ContactForm form) {
        var byField = new LinkedHashMap<String, FieldProblem>();
        validator.validate(form).stream()
                .map(violation -> new FieldProblem(violation.getPropertyPath().toString(), violation.getMessage()))
                .sorted(Comparator.comparing(FieldProblem::message))
                .forEach(problem -> byField.putIfAbsent(problem.field(), problem));
        if (support.ours(form.email())) {
            byField.put("email", problem("email", "contact.email.ours"));
        }
        return inOrder(byField.values());
    }

    /** As the fields stand in the form, from top to bottom. */
    List<FieldProblem> inOrder(Collection<FieldProblem> problems) {
        return problems.stream().sorted(Comparator.comparing(problem -> ORDER.indexOf(problem.field()))).toList();
    }

    /** Problems of the files together and of each. */
    List<FieldProblem> checkFiles(List<NewAttachment> files) {
        var problems = new ArrayList<FieldProblem>();
        for (NewAttachment file : files) {
            problems.addAll(checkSize(file.name(), file.content().length));
        }
        if (files.size() > limits.mostFiles()) {
            problems.add(tooManyFiles());
        }
        if (problems.isEmpty()
                && files.stream().mapToLong(file -> file.content().length).sum() > limits.largestRequest().toBytes()) {
            problems.add(problem("files", "contact.files.together", sizes.of(limits.largestRequest().toBytes())));
        }
        return problems;
    }

    /** Whether a file may be so large, for one that is not read yet. */
    List<FieldProblem> checkSize(String name, long size) {
        long most = limits.largestFile().toBytes();
        return size > most
                ? List.of(problem("files", "contact.files.large", UploadedFiles.plainName(name), sizes.of(most)))
                : size > 0 ? List.of()
                        : List.of(problem("files", "contact.files.empty", UploadedFiles.plainName(name)));
    }

    FieldProblem tooManyFiles() {
        return problem("files", "contact.files.many", String.valueOf(limits.mostFiles()));
    }

    int mostFiles() {
        return limits.mostFiles();
    }

    /** Tells a page how many files may be sent, and how large they may be. */
    void describeFiles(Model page) {
        page.addAttribute("mostFiles", limits.mostFiles());
        page.addAttribute("sizes", sizes);
        page.addAttribute("largestFile", limits.largestFile().toBytes());
        page.addAttribute("largestRequest", limits.largestRequest().toBytes());
    }

    FieldProblem problem(String field, String sentence, Object... arguments) {
        return new FieldProblem(field, sentences.getMessage(sentence, arguments, LocaleContextHolder.getLocale()));
    }
}
