-- What PostGraphile can't say by itself: the rows of a day, each by one look-up, as its documentation proposes it.
create function transfer_span_on(t transfer, day date) returns span language sql stable as $$
  select s.* from span s
  where s.transfer_id = t.id and s.from_on <= day and (s.until_on is null or s.until_on >= day)
$$;
create function transfer_version_on(t transfer, day date) returns transfer_version language sql stable as $$
  select v.* from transfer_version v
  where v.transfer_id = t.id and v.from_on <= day and (v.until_on is null or v.until_on >= day)
$$;
create function recipient_version_on(r recipient, day date) returns recipient_version language sql stable as $$
  select v.* from recipient_version v
  where v.recipient_id = r.id and v.from_on <= day and (v.until_on is null or v.until_on >= day)
$$;
create function contract_version_on(c contract, day date) returns contract_version language sql stable as $$
  select v.* from contract_version v
  where v.contract_id = c.id and v.from_on <= day and (v.until_on is null or v.until_on >= day)
$$;
create function transfer_findings_on(t transfer, day date) returns setof finding language sql stable as $$
  select f.* from finding f
  where f.transfer_id = t.id and f.from_on <= day and (f.until_on is null or f.until_on >= day)
  order by f.from_on, f.id
$$;
create function outsourced_abroad(day date) returns setof transfer language sql stable as $$
  select t.* from transfer t join span s on s.transfer_id = t.id
  where s.from_on <= day and (s.until_on is null or s.until_on >= day) and s.basis_kind = 'outsourcing' and s.abroad
  order by t.from_on desc, t.id desc
$$;
