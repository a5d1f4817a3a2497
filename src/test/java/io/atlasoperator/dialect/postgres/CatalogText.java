package io.atlasoperator.dialect.postgres;

import io.atlasoperator.dialect.DatabaseUrl;
import io.atlasoperator.testing.PostgresDatabase;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server itself says of all objects of a database, one line or text an object, in the order of their names. It
 * knows nothing of the model: what that leaves out or takes for equal is told apart here.
 */
final class CatalogText {
    private static final String OURS =
            " NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'";

    private static final List<String> QUERIES =
            List.of("""
            SELECT format('%s %s.%s %s %s %s %s %s options=%s bound=%s key=%s inherits=%s am=%s',
              c.relkind, n.nspname, c.relname, c.relpersistence, c.relreplident, c.relrowsecurity,
              c.relforcerowsecurity, c.relispartition, c.reloptions, pg_get_expr(c.relpartbound, c.oid),
              CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
              (SELECT array_agg(i.inhparent::regclass ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
              (SELECT amname FROM pg_am WHERE pg_am.oid = c.relam))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname""", """
            SELECT format('column %s.%s %s %s type=%s null=%s default=%s identity=%s generated=%s collation=%s storage=%s'
              || ' statistics=%s options=%s local=%s', n.nspname, c.relname,
              row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
              format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity,
              a.attgenerated, a.attcollation::regcollation, a.attstorage, coalesce(nullif(a.attstattarget, -1), 0),
              a.attoptions, a.attislocal)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname""", """
            SELECT format('constraint %s.%s.%s %s valid=%s local=%s', n.nspname,
              coalesce(nullif(k.conrelid, 0)::regclass::text, k.contypid::regtype::text), k.conname,
              pg_get_constraintdef(k.oid), k.convalidated, k.conislocal)
            FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE n.nspname""", """
            SELECT format('index %s valid=%s clustered=%s replica=%s', pg_get_indexdef(c.oid), i.indisvalid,
              i.indisclustered, i.indisreplident)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname""", """
            SELECT format('view %s.%s %s', n.nspname, c.relname, pg_get_viewdef(c.oid))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('v', 'm') AND n.nspname""", """
            SELECT format('type %s.%s %s base=%s null=%s default=%s collation=%s values=%s range=%s', n.nspname,
              t.typname, t.typtype, format_type(t.typbasetype, t.typtypmod), NOT t.typnotnull, t.typdefault,
              t.typcollation::regcollation,
              (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
              (SELECT format('%s %s %s %s', r.rngsubtype::regtype, r.rngcollation::regcollation, r.rngcanonical,
                r.rngsubdiff) FROM pg_range r WHERE r.rngtypid = t.oid))
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname""", """
            SELECT format('routine %s(%s) cost=%s rows=%s acl=%s %s', p.oid::regproc, pg_get_function_arguments(p.oid),
              p.procost, p.prorows, p.proacl,
              CASE p.prokind WHEN 'a' THEN (SELECT format('%s %s %s %s %s %s %s %s', a.aggtransfn, a.aggfinalfn,
                a.aggcombinefn, a.aggtranstype::regtype, a.agginitval, a.aggsortop::regoperator, a.aggkind, a.aggfinalmodify)
                FROM pg_aggregate a WHERE a.aggfnoid = p.oid) ELSE pg_get_functiondef(p.oid) END)
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname""", """
            SELECT format('trigger %s enabled=%s', pg_get_triggerdef(t.oid), t.tgenabled)
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT t.tgisinternal AND n.nspname""", """
            SELECT format('rule %s enabled=%s', pg_get_ruledef(r.oid), r.ev_enabled)
            FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname""", """
            SELECT format('policy %s on %s.%s %s %s roles=%s using=%s check=%s', p.polname, n.nspname, c.relname, p.polcmd,
              p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),
              pg_get_expr(p.polwithcheck, p.polrelid))
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname""", """
            SELECT format('sequence %s.%s %s %s %s %s %s %s %s owner=%s', n.nspname, c.relname, s.seqtypid::regtype,
              s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
              (SELECT format('%s.%s %s', d.refobjid::regclass, d.refobjsubid, d.deptype) FROM pg_depend d
               WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                 AND d.refclassid = 'pg_class'::regclass))
            FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname""", """
            SELECT format('statistics %s target=%s', pg_get_statisticsobjdef(s.oid), coalesce(nullif(s.stxstattarget, -1), 0))
            FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE n.nspname""", """
            SELECT format('comment on %s %s: %s', i.type, i.identity, d.description)
            FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i,
              LATERAL (SELECT coalesce(i.schema, i.identity) AS nspname) n
            WHERE d.objoid >= 16384 AND n.nspname""");

    private CatalogText() {}

    static List<String> of(DatabaseUrl url) {
        List<String> lines = new ArrayList<>();
        for (String query : QUERIES) {
            lines.addAll(PostgresDatabase.query(url, query + OURS + " ORDER BY 1"));
        }
        lines.addAll(PostgresDatabase.query(url, """
                SELECT format('extension %s %s %s', extname, extversion, extnamespace::regnamespace)
                FROM pg_extension ORDER BY 1"""));
        lines.addAll(PostgresDatabase.query(url, """
                SELECT format('event trigger %s %s %s %s %s', evtname, evtevent, evtfoid::regproc, evtenabled, evttags)
                FROM pg_event_trigger ORDER BY 1"""));
        return lines;
    }
}
