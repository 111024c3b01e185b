package io.aftercare.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files from which the latest version of each process, decision and form was deployed. */
@Component
class DeployedFiles {

    private final ObjectProvider<RepositoryService> repository;
    private final JdbcClient jdbc;

    /** @param repository asked for late, because the engine is not there when its plugins are made */
    DeployedFiles(ObjectProvider<RepositoryService> repository, JdbcClient jdbc) {
        this.repository = repository;
        this.jdbc = jdbc;
    }

    /** Content by a name that tells them apart and ends as the file does. */
    Map<String, byte[]> latest() {
        var files = new HashMap<String, byte[]>();
        repository.getObject().createProcessDefinitionQuery().latestVersion().list()
                .forEach(process -> add(files, process.getDeploymentId(), process.getResourceName()));
        repository.getObject().createDecisionDefinitionQuery().latestVersion().list()
                .forEach(decision -> add(files, decision.getDeploymentId(), decision.getResourceName()));
        // The engine has no query for forms.
        jdbc.sql("""
                select deployment_id_, resource_name_ from act_re_camformdef form where version_ =
                (select max(version_) from act_re_camformdef where key_ = form.key_)""")
                .query((row, number) -> new String[] {row.getString(1), row.getString(2)}).list()
                .forEach(form -> add(files, form[0], form[1]));
        return files;
    }

    private void add(Map<String, byte[]> files, String deployment, String resource) {
        files.computeIfAbsent(deployment + "/" + resource, name -> content(deployment, resource));
    }

    private byte[] content(String deployment, String resource) {
        try (InputStream content = repository.getObject().getResourceAsStream(deployment, resource)) {
            return content.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
