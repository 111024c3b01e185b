package io.aftercare.helpcentre;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.process.LearningConsent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What we learn from what customers write, and how they say no: the link at the foot of our letters. Opening it changes
 * nothing; the token is the secret that shows it is the customer.
 */
@Controller
class LearningConsentController {

    private static final String PATH = "/requests/{token}/learning";

    private final Requests requests;
    private final LearningConsent consent;

    LearningConsentController(Requests requests, LearningConsent consent) {
        this.requests = requests;
        this.consent = consent;
    }

    @GetMapping(PATH)
    String ask(@PathVariable String token, Model model, HttpServletRequest call, HttpServletResponse response) {
        Optional<Request> request = requests.findByToken(token);
        return request.isEmpty() ? unknown(response) : show(request.get(), model, call);
    }

    /** @param allow whether we may learn from now on */
    @PostMapping(PATH)
    String decide(@PathVariable String token, @RequestParam boolean allow, Model model, HttpServletRequest call,
            HttpServletResponse response) {
        Optional<Request> request = requests.findByToken(token);
        if (request.isEmpty()) {
            return unknown(response);
        }
        if (allow) {
            consent.allow(request.get().customerAddress());
        } else {
            consent.refuse(request.get().customerAddress());
        }
        return show(request.get(), model, call);
    }

    private String show(Request request, Model model, HttpServletRequest call) {
        CustomerChoiceController.speak(request, call);
        model.addAttribute("state", consent.refused(request.customerAddress()) ? "refused" : "ask");
        return "helpcentre/learning";
    }

    private static String unknown(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return "helpcentre/choice-unknown";
    }
}
