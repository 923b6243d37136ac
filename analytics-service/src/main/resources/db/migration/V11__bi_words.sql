-- Words of V9 that told less than the truth, or something else: a deal that was won has a competitor too, customers call
-- in as well, an owner is not the only one whose customer somebody is, and nobody tells this service of customers that
-- have only been called.
comment on column bi.closings.competitor is 'Whom we met in this deal, whether it was won or lost; null when none was named.';
comment on column bi.closings.amount is 'What the deal was worth, or would have been; null when not known.';
comment on column bi.closings.tier is 'The tier that the customer had just before; null for none.';
comment on column bi.closings.standard is 'Version of the grading standard that says what was met.';

comment on view bi.customer_tiers is 'Customers with their present tiers: all that have had a tier, an owner, a profile or a closed deal. Who has only been called is in bi.calls alone; who was merged into another one is left out.';

comment on column bi.tier_changes.cause is 'Id of what brought it about, such as a call, a patch or a closing; null for the clock.';
comment on column bi.tier_changes.rep is 'Whose customer it was: the owner, or the last caller while there was none; null for nobody''s.';

comment on column bi.calls.customer_id is 'The customer, whoever called whom.';
comment on column bi.calls.rep is 'The rep on the line; null when there was none.';
comment on column bi.calls.summarised_at is 'When somebody first said how it went; null where only the telephony system tells, or when not known.';
