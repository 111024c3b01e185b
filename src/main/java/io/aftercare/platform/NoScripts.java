package io.aftercare.platform;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.dmn.engine.impl.spi.el.ElProvider;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.scripting.ExecutableScript;
import org.camunda.bpm.engine.impl.scripting.ScriptFactory;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/** Runs no script, whatever the language and whatever is on the class path: not one is made in the first place. */
final class NoScripts extends ScriptFactory implements ScriptEngineResolver {

    /** In decisions, JUEL could call everything, too. */
    static final ElProvider IN_DECISIONS = expression -> {
        throw new BadUserRequestException("Only FEEL is allowed in decisions; write the expression in FEEL.");
    };

    @Override
    public ExecutableScript createScriptFromResource(String language, String resource) {
        throw refusal(language);
    }

    @Override
    public ExecutableScript createScriptFromResource(String language, Expression resource) {
        throw refusal(language);
    }

    @Override
    public ExecutableScript createScriptFromSource(String language, String source) {
        throw refusal(language);
    }

    @Override
    public ExecutableScript createScriptFromSource(String language, Expression source) {
        throw refusal(language);
    }

    @Override
    public ScriptEngine getScriptEngine(String language, boolean cached) {
        throw refusal(language);
    }

    @Override
    public void addScriptEngineFactory(ScriptEngineFactory factory) {
        throw refusal(factory.getLanguageName());
    }

    @Override
    public ScriptEngineManager getScriptEngineManager() {
        return null;
    }

    static BadUserRequestException refusal(String language) {
        return new BadUserRequestException("Scripts are not allowed, in " + language + " or any other language.");
    }
}
