package io.aftercare.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets the jobs go that a killed process of this node had in hand; otherwise customers would wait for minutes until
 * their locks expire. Nobody can be at those jobs: see {@link NodeIdentity}. Jobs of other nodes keep their locks.
 */
@Configuration(proxyBeanMethods = false)
class StaleJobLocks {

    private static final Logger LOG = LoggerFactory.getLogger(StaleJobLocks.class);

    @Bean
    StartupAction releaseJobs(NodeIdentity node, JdbcClient jdbc) {
        return new StartupAction(StartupAction.DEPLOYMENT, () -> release(node, jdbc));
    }

    static void release(NodeIdentity node, JdbcClient jdbc) {
        int released = !node.lasting() ? 0 : jdbc.sql("""
                update act_ru_job set lock_owner_ = null, lock_exp_time_ = null, rev_ = rev_ + 1
                where lock_owner_ = :node""").param("node", node.name()).update();
        if (released > 0) {
            LOG.info("{} jobs go on that were in hand when this node ended.", released);
        }
    }
}
