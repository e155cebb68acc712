-- 贷款用途: what the borrower uses the money for, as the bank states it. Filings from before have none.
alter table filing add column purpose text;
comment on column filing.purpose is 'what the money is used for, in the words of the bank';
